"""The web, for `rollcall fetch` alone: addresses, one door to other machines, and the manners of a guest."""
