import { render } from "preact";

import { App } from "./App";
import "./map.css";

const root = document.getElementById("map-app");
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
