namespace Fridge.Rollout.Orchestration;

/// <summary>A piece of text that the cluster remembers for Fridge. Immutable: it is written once, and deleted.</summary>
/// <param name="Release">Which release it is about: its number in decimal digits; of releases from before there were numbers, date and hash.</param>
/// <param name="Part"><c>intent</c> or <c>result</c>.</param>
/// <param name="Content">JSON.</param>
/// <param name="Id">The orchestrator's own; empty while it isn't stored.</param>
public sealed record StoredRecord(string Release, string Part, string Content, string Id = "")
{
    public const string Intent = "intent";
    public const string Result = "result";
}
