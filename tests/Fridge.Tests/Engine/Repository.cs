using System.Runtime.CompilerServices;

namespace Fridge.Tests.Engine;

/// <summary>The checkout that these tests were compiled from.</summary>
internal static class Repository
{
    public static string Root([CallerFilePath] string test = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "..", "..", ".."));

    /// <summary>The rooms' projects.</summary>
    public static IEnumerable<string> Projects() => Directory
        .EnumerateDirectories(Root())
        .Concat(Directory.EnumerateDirectories(Path.Combine(Root(), "build")))
        .Where(folder => Path.GetFileName(folder) is not "tests")
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"));
}
