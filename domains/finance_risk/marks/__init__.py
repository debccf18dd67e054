"""What a sentence of a filing bears: boilerplate, safe harbour, a look ahead, a kind of risk; each with its words."""
