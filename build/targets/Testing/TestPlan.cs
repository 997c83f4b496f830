using System.Collections.Immutable;

namespace Fridge.Targets.Testing;

/// <summary>The suites of tests; <see cref="Ci"/> holds <see cref="Fast"/>, the others are by themselves.</summary>
public enum Suite
{
    /// <summary>No engine, no network, under a minute.</summary>
    Fast,

    /// <summary>Fast, the end-to-end run and what needs an engine, root or a JVM.</summary>
    Ci,

    /// <summary>On demand: seeded kills, <c>FRIDGE_SOAK_ROUNDS</c> of them, from <c>FRIDGE_SEED</c>.</summary>
    Soak,

    /// <summary>On demand: what went wrong on other people's shelves, done to virtual Pis, the quick trials that <see cref="Ci"/> has too among it; counts how often Fridge was right.</summary>
    Field,

    /// <summary>On demand: a Kubernetes over containerd, from nothing to nothing.</summary>
    Kubernetes,

    /// <summary>On demand: the pipelines of a release and of a night in a clean clone, and what strangers do with the release.</summary>
    Release,
}

/// <summary>Which test programs run, in order, and with which options.</summary>
public sealed record TestPlan(ImmutableArray<TestProgram> Programs)
{
    private const string Unit = "Fridge.Tests";
    private const string EndToEnd = "Fridge.EndToEnd";

    /// <summary>Tests without an engine wait for processes more than they compute: two for each processor. Where an engine's containers run beside them, xunit's own one for each.</summary>
    private static readonly ImmutableArray<string> TwoForEachProcessor = ["-maxThreads", "2x"];

    private static readonly ImmutableArray<string> OnDemand = ["soak", "field", "kubernetes", "release"];

    public static TestPlan For(Suite suite, string? nameContains)
    {
        ImmutableArray<string> names = nameContains is null ? [] : ["-method", $"*{nameContains}*"];
        return suite switch
        {
            Suite.Fast => new([new(Unit, [.. TwoForEachProcessor, .. Without(["ci", .. OnDemand]), .. names])]),
            Suite.Ci => new([new(Unit, [.. Without(OnDemand), .. names]), new(EndToEnd, [.. Without(OnDemand), .. names])]),
            Suite.Soak => new([new(EndToEnd, ["-trait", "Suite=soak", .. names])]),
            Suite.Field => new([new(EndToEnd, ["-trait", "Trials=field", .. names])]),
            Suite.Kubernetes => new([new(EndToEnd, ["-trait", "Suite=kubernetes", .. names])]),
            Suite.Release => new([new(Unit, ["-trait", "Suite=release", .. names])]),
            _ => throw new ArgumentOutOfRangeException(nameof(suite), suite, null),
        };
    }

    private static IEnumerable<string> Without(IEnumerable<string> suites) =>
        suites.SelectMany(suite => new[] { "-trait-", "Suite=" + suite });
}

/// <param name="Project">The project's name and folder under <c>tests/</c>.</param>
/// <param name="Options">For xunit's in-process runner: what is run, and how many tests at a time.</param>
public sealed record TestProgram(string Project, ImmutableArray<string> Options);
