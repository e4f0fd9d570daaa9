// The curves of a report, from the data that stand in the page itself.
"use strict";
Plots.show(JSON.parse(document.getElementById("data").textContent));
