"""Who somebody is: accounts and sessions, roles and deputies, links for those without an account."""
