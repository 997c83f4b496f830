using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>Flink's releases and what Fridge does with each line: the one table that the cluster file, <c>Convert</c> and the manifests ask.</summary>
public static class FlinkReleases
{
    /// <summary>Where the cluster file names none.</summary>
    public const string Default = "1.20.5";

    /// <summary>What a refusal tells to do.</summary>
    public const string Instead = $"use {Default}; ./build.sh Convert flink-conf.yaml translates an older configuration";

    private const string Flat = "flink-conf.yaml";
    private const string Both = "flink-conf.yaml, config.yaml";
    private const string Nested = "config.yaml";
    private const string OldJava = "8, 11";
    private const string Beta = "8, 11, 17 (beta)";
    private const string OlderNames = "it knows checkpoint options only by the names that 1.20 deprecated, and Fridge renders today's";
    private const string Notes = "release-notes/flink-";
    private const string OutOfSupport = "it gets no more fixes: 1.20 is the long-term release of 1.x (FLIP-458)";
    private const string NoJava17 = "it does not support Java 17, which Fridge's images have";
    private const string Akka = "its RPC is Akka, to which the pekko.* keys that Fridge renders mean nothing (FLINK-32468)";
    private const string NoConfigYaml = "it reads flink-conf.yaml alone, and Fridge renders config.yaml";

    /// <summary>Oldest first.</summary>
    public static readonly ImmutableArray<FlinkRelease> All =
    [
        Old("1.11", "2020-07", "it is the first with today's memory model"),
        Old("1.12", "2020-12", "its option names are older than 1.13, which separated state backend and checkpoint storage"),
        Old("1.13", "2021-05", "it is the last that starts on Mesos"),
        Old("1.14", "2021-09", "its modules are bound to Scala 2.11 or 2.12 (FLINK-20845)"),
        Old("1.15", "2022-05", "it is the last whose plug-in reporters are named by class (FLINK-27206)"),
        Old("1.16", "2022-10", Akka),
        Old("1.17", "2023-03", Akka),
        new("1.18", "2023-10", FlinkSupport.Refused, Flat, Beta, $"{NoConfigYaml}; {OutOfSupport}", Notes + "1.18 (FLINK-15736), 1.19 (FLIP-366)"),
        new("1.19", "2024-03", FlinkSupport.Refused, Both, Beta, $"{OlderNames}; {OutOfSupport}", Notes + "1.19, 1.20 (FLINK-34255)"),
        new("1.20", "2024-08", FlinkSupport.Run, Both, "8, 11, 17",
            "the long-term release of 1.x: Fridge's recipe, memory model and configuration are its own",
            "FLIP-458; " + Notes + "1.20"),
        Next("2.0", "2025-03"),
        Next("2.1", "2025-07"),
        Next("2.2", "2025-12"),
        Next("2.3", "2026-06"),
    ];

    /// <summary>Null for a line that the table does not have.</summary>
    public static FlinkRelease? Find(string version) => FlinkVersion.TryParse(version) is { } number
        ? All.FirstOrDefault(release => release.Line == number.Line)
        : null;

    /// <summary>Why a version cannot be used, as the rest of a sentence; null for one that can.</summary>
    public static string? Refusal(string version) => (FlinkVersion.TryParse(version), Find(version)) switch
    {
        (null, _) => "a release has three numbers",
        (_, { Support: not FlinkSupport.Refused }) => null,
        (_, { } release) => release.Reason,
        ({ Major: 1, Minor: < 11 }, _) => "its JobManager's memory is of the model before 1.11, its configuration is flink-conf.yaml, and Java 17 came after it",
        _ => $"the table of releases ends with {All[^1].Line}, and what a later one changed is not known here",
    };

    /// <summary>True where it reads the standard YAML file alone and has lost the options that 1.x deprecated.</summary>
    public static bool IsSecond(string version) => FlinkVersion.TryParse(version) is { Major: >= 2 };

    private static FlinkRelease Old(string line, string released, string own) => new(
        line, released, FlinkSupport.Refused, Flat, OldJava, $"{NoConfigYaml}; {NoJava17}; {own}", Notes + line + ", 1.18 (FLINK-15736), 1.19 (FLIP-366)");

    private static FlinkRelease Next(string line, string released) => new(
        line, released, FlinkSupport.Planned, Nested, "11, 17 (default), 21 (experimental)",
        "planned and rendered with its own names of options; no distribution was available, so it has never been run",
        "release-notes/flink-2.0 (removed options, FLINK-33677, FLINK-33163), FLINK-36015");
}
