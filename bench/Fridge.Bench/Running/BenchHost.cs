using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Bench.Running;

/// <summary>From words to an exit code, in the engine's manner: 0 done, 1 failed, 2 wrong use, 130 interrupted.</summary>
internal static class BenchHost
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Func<string, Benchmark?> find)
    {
        using var interruption = new Interruption();
        try
        {
            var benchmark = args is [var verb, ..] ? find(verb) : null;
            await (benchmark ?? throw new FridgeException("Which benchmark?", "bench/deploy, bench/images or bench/start", wrongUse: true))(
                new BenchRun(Checkout(), [.. args.Skip(1)], new ProcessRunner(), Console.Out, Console.Error), interruption.Token);
            return 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("Interrupted; what was made for the benchmark is removed.");
            return 130;
        }
        catch (FridgeException failure)
        {
            Say(failure);
            return failure.WrongUse ? 2 : 1;
        }
    }

    private static string Checkout() => Environment.GetEnvironmentVariable("FRIDGE_ROOT") is { Length: > 0 } root
        ? root
        : throw new FridgeException("FRIDGE_ROOT names no checkout.", "Start benchmarks by bench/deploy, bench/images or bench/start.", wrongUse: true);

    private static void Say(FridgeException failure)
    {
        Console.Error.WriteLine(failure.Message);
        foreach (var line in failure.Evidence)
            Console.Error.WriteLine($"  {line}");
        if (failure.NextStep is { } step)
            Console.Error.WriteLine(step);
    }
}
