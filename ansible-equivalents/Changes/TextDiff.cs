using Fridge.Tooling.Text;

namespace Fridge.Provisioning.Changes;

/// <summary>What a step does to a file, for people, under the head that <c>diff -u</c> gives it.</summary>
internal static class TextDiff
{
    /// <param name="before">Null: there was no file.</param>
    public static string Between(string path, string? before, string after) =>
        $"--- {(before is null ? "(no file)" : path)}\n+++ {path}\n{string.Concat(LineDiff.Of(before ?? "", after).Select(line => line + "\n"))}";
}
