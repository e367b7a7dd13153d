# Crimea under both views, the second dated.
# needs: atlas
for view in un de-facto; do entente view $view | grep UKR-CRI | cut -c 1-80; done
entente view de-facto --as-of 2013-01-01 | grep UKR-CRI | cut -c 1-80
