# A reader that goes away is no failure to talk about: no message.
entente --help | true
