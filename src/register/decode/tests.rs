use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_turned_square_has_its_lines_for_columns(lines in proptest::collection::vec(any::<u64>(), 64)) {
        let before: [u64; 64] = lines.try_into().unwrap();
        let mut square = before;
        turn(&mut square);
        for (i, line) in before.iter().enumerate() {
            for (j, turned) in square.iter().enumerate() {
                prop_assert_eq!(line >> j & 1, turned >> i & 1);
            }
        }
    }
}
