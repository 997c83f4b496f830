namespace Fridge.Model;

/// <summary>What Fridge does with a line of Flink releases.</summary>
public enum FlinkSupport
{
    /// <summary>Built, rendered and run.</summary>
    Run,

    /// <summary>Planned and rendered, and built where a mirror has it; nobody has run it.</summary>
    Planned,

    Refused,
}

/// <summary>A row of the table of Flink's releases.</summary>
/// <param name="Line"><c>1.20</c>; all releases of a line have the same options.</param>
/// <param name="Released">Month of the line's first release, <c>2024-08</c>.</param>
/// <param name="ConfigFile">The files it reads from <c>conf/</c>; the first wins.</param>
/// <param name="Java">Versions of Java that it supports.</param>
/// <param name="Reason">Why it is supported so; for a refused one what stands against it.</param>
/// <param name="Source">Where that is from.</param>
public sealed record FlinkRelease(string Line, string Released, FlinkSupport Support, string ConfigFile, string Java, string Reason, string Source);
