"""What the commands of `khaldun` do: a module each, imported only when it is called."""
