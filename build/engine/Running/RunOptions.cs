namespace Fridge.Engine;

/// <summary>The built-in options that targets honour. Defaults are those of a command line without options.</summary>
public sealed record RunOptions
{
    /// <summary>Read nodes and cluster, say what would change, change nothing.</summary>
    public bool Check { get; init; }

    /// <summary>As <see cref="Check"/> or while changing: show the contents that differ.</summary>
    public bool Diff { get; init; }

    /// <summary>Don't ask before installing.</summary>
    public bool Yes { get; init; }

    /// <summary>Don't install: exit code 2 with the list of what is missing.</summary>
    public bool NoInstall { get; init; }

    /// <summary>Wait for a colleague's lock instead of exit code 1.</summary>
    public bool Wait { get; init; }

    /// <summary>Events on stdout, people's text on stderr.</summary>
    public bool Json { get; init; }

    public bool FailFast { get; init; }

    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    /// <summary>Targets at the same time, at least 1.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;
}

public enum Verbosity
{
    /// <summary>Warnings, failures, the summary.</summary>
    Quiet,

    Normal,

    /// <summary>Details and stack traces too.</summary>
    Verbose,
}
