"""One file per destination: layout and words. Nobody imports them; the navigation runs them by path."""
