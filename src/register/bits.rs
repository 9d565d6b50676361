//! Which cells of a column are filled, as bits.

use arrow_array::Array;

/// A bit for each row that is not null.
pub(super) fn valid_bits(array: &dyn Array, bits: &mut [u64]) {
    match array.nulls() {
        Some(valid) => {
            for (bits, valid) in bits.iter_mut().zip(valid.inner().bit_chunks().iter_padded()) {
                *bits = valid;
            }
        }
        None => {
            bits.fill(u64::MAX);
            if let (Some(last), 1..) = (bits.last_mut(), array.len() % 64) {
                *last = (1 << (array.len() % 64)) - 1;
            }
        }
    }
}

/// Turns a square of bits: what was bit `j` of line `i` is bit `i` of line `j`. Quarters change places, and then the
/// quarters of each.
pub(super) fn turn(square: &mut [u64; 64]) {
    let (mut width, mut low) = (32, u64::from(u32::MAX));
    while width > 0 {
        for half in square.chunks_exact_mut(2 * width) {
            let (upper, lower) = half.split_at_mut(width);
            for (upper, lower) in upper.iter_mut().zip(lower) {
                let differ = (*upper >> width ^ *lower) & low;
                *upper ^= differ << width;
                *lower ^= differ;
            }
        }
        width /= 2;
        low ^= low << width;
    }
}
