;; For each row of int8 values its dot product with an int16 query, eight values at a time.
(module
  (memory (export "memory") 1)
  (func (export "scan")
    (param $rows i32) (param $count i32) (param $length i32) (param $query i32) (param $out i32)
    (local $end i32) (local $at i32) (local $row_end i32) (local $q i32) (local $sum v128)
    (local.set $at (local.get $rows))
    (local.set $end (i32.add (local.get $rows) (i32.mul (local.get $count) (local.get $length))))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row_end (i32.add (local.get $at) (local.get $length)))
        (local.set $q (local.get $query))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (loop $eight
          (local.set $sum
            (i32x4.add
              (local.get $sum)
              (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $at)) (v128.load (local.get $q)))))
          (local.set $at (i32.add (local.get $at) (i32.const 8)))
          (local.set $q (i32.add (local.get $q) (i32.const 16)))
          (br_if $eight (i32.lt_u (local.get $at) (local.get $row_end))))
        (i32.store (local.get $out)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $row)))))
