'use strict';

const scratch = new DataView(new ArrayBuffer(8));

// bits writes a number as the 16 hexadecimal digits of its bits.
function bits(x) {
  scratch.setFloat64(0, x);
  return scratch.getBigUint64(0).toString(16).padStart(16, '0');
}

module.exports = { bits };
