namespace Fridge.Pipelines;

/// <summary>What becomes of a run when the next of the same branch, pull request or tag begins.</summary>
public enum Overlap
{
    /// <summary>It goes on to its end, and the next one waits: a release never ends another.</summary>
    OneAfterAnother,

    /// <summary>Of a pull request, it is ended; else it goes on, and the next one waits.</summary>
    NewestOfAPullRequest,
}
