using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Changes;

/// <summary>A whole file that Fridge owns.</summary>
internal static class FileChange
{
    /// <param name="current">As <see cref="Facts.FileFacts.Text"/> reads it.</param>
    /// <param name="then">Shell for after the file is there, such as a restart.</param>
    /// <returns>One change, or none where the file has the content already.</returns>
    public static IEnumerable<ShellChange> Make(
        string source, string node, string path, string mode, string? current, string desired, string then = "")
    {
        if (current is not null && current.TrimEnd('\n') == desired.TrimEnd('\n')) yield break;
        yield return new ShellChange(source, node, $"write {path}", TextDiff.Between(path, current, desired),
            Shell.Text($"put {path} {mode} {desired}\n") + then)
        {
            Writes = new WrittenFile(path, desired),
        };
    }
}

/// <summary>Shell written as an interpolated string with quoted holes, made text.</summary>
internal static class Shell
{
    public static string Text(ShellText text) => text.ToString();
}
