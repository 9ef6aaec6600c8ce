;; For each row of int8 values its dot product with an int16 query, eight values at a time, four rows side by side: memory answers several
;; streams sooner than one. The number of rows is a multiple of four.
(module
  (memory (export "memory") 1)
  (func $total (param $sums v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums)))
      (i32.add (i32x4.extract_lane 2 (local.get $sums)) (i32x4.extract_lane 3 (local.get $sums)))))
  (func (export "scan")
    (param $rows i32) (param $count i32) (param $length i32) (param $query i32) (param $out i32)
    (local $end i32) (local $query_end i32) (local $q i32) (local $eight_values v128)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local $sum_a v128) (local $sum_b v128) (local $sum_c v128) (local $sum_d v128)
    (local.set $a (local.get $rows))
    (local.set $end (i32.add (local.get $rows) (i32.mul (local.get $count) (local.get $length))))
    (local.set $query_end (i32.add (local.get $query) (i32.shl (local.get $length) (i32.const 1))))
    (block $done
      (loop $four_rows
        (br_if $done (i32.ge_u (local.get $a) (local.get $end)))
        (local.set $b (i32.add (local.get $a) (local.get $length)))
        (local.set $c (i32.add (local.get $b) (local.get $length)))
        (local.set $d (i32.add (local.get $c) (local.get $length)))
        (local.set $sum_a (v128.const i32x4 0 0 0 0))
        (local.set $sum_b (v128.const i32x4 0 0 0 0))
        (local.set $sum_c (v128.const i32x4 0 0 0 0))
        (local.set $sum_d (v128.const i32x4 0 0 0 0))
        (local.set $q (local.get $query))
        (loop $eight
          (local.set $eight_values (v128.load (local.get $q)))
          (local.set $sum_a
            (i32x4.add (local.get $sum_a) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $a)) (local.get $eight_values))))
          (local.set $sum_b
            (i32x4.add (local.get $sum_b) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $b)) (local.get $eight_values))))
          (local.set $sum_c
            (i32x4.add (local.get $sum_c) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $c)) (local.get $eight_values))))
          (local.set $sum_d
            (i32x4.add (local.get $sum_d) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $d)) (local.get $eight_values))))
          (local.set $a (i32.add (local.get $a) (i32.const 8)))
          (local.set $b (i32.add (local.get $b) (i32.const 8)))
          (local.set $c (i32.add (local.get $c) (i32.const 8)))
          (local.set $d (i32.add (local.get $d) (i32.const 8)))
          (local.set $q (i32.add (local.get $q) (i32.const 16)))
          (br_if $eight (i32.lt_u (local.get $q) (local.get $query_end))))
        (i32.store (local.get $out) (call $total (local.get $sum_a)))
        (i32.store offset=4 (local.get $out) (call $total (local.get $sum_b)))
        (i32.store offset=8 (local.get $out) (call $total (local.get $sum_c)))
        (i32.store offset=12 (local.get $out) (call $total (local.get $sum_d)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (local.set $a (local.get $d))
        (br $four_rows)))))
