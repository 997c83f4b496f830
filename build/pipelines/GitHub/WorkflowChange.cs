using Fridge.Tooling.Text;

namespace Fridge.Pipelines.GitHub;

/// <param name="Path">From the checkout.</param>
/// <param name="Before">Null: it isn't there.</param>
/// <param name="After">Null: it is to go.</param>
public sealed record WorkflowChange(string Path, string? Before, string? After)
{
    public string Line => (Before, After) switch
    {
        (null, _) => $"{Path}: new",
        (_, null) => $"{Path}: no pipeline has this name any longer",
        _ => $"{Path}: changed",
    };

    public IEnumerable<string> Diff => LineDiff.Of(Path, Before ?? "", After ?? "");

    /// <summary>The first line that isn't as declared.</summary>
    public SourcePlace Place
    {
        get
        {
            var (before, after) = ((Before ?? "").Split('\n'), (After ?? "").Split('\n'));
            var same = before.Zip(after).TakeWhile(line => line.First == line.Second).Count();
            return new SourcePlace(Path, Math.Min(same, before.Length - 1) + 1, null, $"isn't as the build declares it: {Line}");
        }
    }
}
