namespace Fridge.Pipelines;

/// <summary>What a job's token may.</summary>
public enum Right
{
    ReadSources,

    /// <summary>Releases and branches too.</summary>
    WriteSources,

    /// <summary>The forge's own registry.</summary>
    PushImages,
    WriteIssues,
}
