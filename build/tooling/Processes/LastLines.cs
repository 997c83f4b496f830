namespace Fridge.Tooling.Processes;

/// <summary>The end of a long text: what an error shows.</summary>
public static class LastLines
{
    public const int Shown = 20;

    public static IReadOnlyList<string> Of(string text, int count = Shown) =>
        [.. text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).TakeLast(count)];
}
