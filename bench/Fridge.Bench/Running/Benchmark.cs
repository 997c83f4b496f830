using Fridge.Tooling.Processes;

namespace Fridge.Bench.Running;

/// <summary>One benchmark from its words to its figures.</summary>
internal delegate Task Benchmark(BenchRun run, CancellationToken cancellationToken);

/// <summary>What every benchmark has.</summary>
/// <param name="Checkout">The folder of <c>build.sh</c>.</param>
/// <param name="Arguments">What was typed behind its name.</param>
/// <param name="Out">Takes figures.</param>
/// <param name="Error">Takes how far it is.</param>
internal sealed record BenchRun(string Checkout, IReadOnlyList<string> Arguments, IProcessRunner Processes, TextWriter Out, TextWriter Error);
