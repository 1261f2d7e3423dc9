"""The desk: a ledger in the browser, on the analyst's own machine."""
