"""Short reports written for this project, to show what the program does. See README.md in this folder."""
