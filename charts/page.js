// The page of the chart browser, beside plotly.js: it is loaded once and draws every chart.
// Own shapes only: plotly.js must never look for its world map on the net.
window.PlotlyGeoAssets = {topojson: new Proxy({}, {get: () => ({type: "Topology", objects: {}, arcs: []})})};

function drawChart(figure, size) {
  return Plotly.toImage(
    {data: figure.data, layout: figure.layout, config: {staticPlot: true}},
    {format: "png", width: size.width, height: size.height, scale: size.scale, imageDataOnly: true},
  );
}
