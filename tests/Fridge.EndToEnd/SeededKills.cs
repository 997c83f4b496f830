using System.Globalization;
using Shouldly;

namespace Fridge.EndToEnd;

/// <summary>Kills of a Deploy at events that a seed chooses: <c>FRIDGE_SEED</c> repeats what a run had.</summary>
public sealed class SeededKills
{
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("FRIDGE_SEED"), CultureInfo.InvariantCulture, out var set) ? set : 20130101;

    public Random Random { get; } = new(Seed);

    /// <summary>Of a Deploy that changes the job; kills come in its first four fifths, so that each finds it running.</summary>
    public int StepsOfAChange { get; set; } = 60;

    /// <summary>A Deploy that has something to change, killed; then a rerun that must come to its end.</summary>
    /// <param name="words">The command with its cluster.</param>
    public async Task OnceAsync(Clone clone, string words, int round, TimeSpan limit)
    {
        var n = Random.Next(2, Math.Max(3, StepsOfAChange * 4 / 5));
        using (var killed = await FridgeRun.ToEndAsync(clone, words, limit, (step, _) => step == n))
            killed.ExitCode.ShouldBe(137, $"round {round}, to be killed at event {n} of seed {Seed}: {killed.Evidence()}");
        using var rerun = await FridgeRun.ToEndAsync(clone, $"{words} --wait", limit);
        rerun.ExitCode.ShouldBe(0, $"round {round}, killed at event {n} of seed {Seed}: {rerun.Evidence()}");
    }
}
