namespace Fridge.Engine;

/// <summary>
/// A line that GitHub's runner obeys. Escaped as its toolkit does (actions/toolkit, packages/core/src/command.ts).
/// </summary>
internal static class WorkflowCommand
{
    public static string Of(string command, string data, params IEnumerable<(string Name, object? Value)> properties)
    {
        var given = properties.Where(property => property.Value is not null).Select(property => $"{property.Name}={Property($"{property.Value}")}").ToArray();
        return $"::{command}{(given.Length == 0 ? "" : " ")}{string.Join(',', given)}::{Data(data)}";
    }

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
