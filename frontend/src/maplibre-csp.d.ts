// The build of MapLibre that needs no worker made from a string: the same names as the package itself.
declare module "maplibre-gl/dist/maplibre-gl-csp.js" {
  import maplibregl from "maplibre-gl";
  export default maplibregl;
}
