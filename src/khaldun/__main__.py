"""`python -m khaldun`."""

from khaldun.cli import main

raise SystemExit(main())
