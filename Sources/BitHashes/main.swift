// Prints hashes of everything that reaches a table, for comparison between processors. Only the first line may
// differ.
import PortableMath

print("level", VectorMath.level)
for sweep in Sweeps.all() { print(sweep.name, sweep.hash) }
