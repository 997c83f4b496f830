using System.Runtime.CompilerServices;
using Shouldly;

namespace Fridge.Tests.Manifests.Golden;

/// <summary>Text that people or other programs read, kept beside the tests. <c>FRIDGE_ACCEPT=1</c> writes it anew.</summary>
internal static class GoldenFile
{
    public static void ShouldMatchGolden(this string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "..", "Golden", name);
        if (Environment.GetEnvironmentVariable("FRIDGE_ACCEPT") == "1")
            File.WriteAllText(path, actual);
        actual.ShouldBe(File.ReadAllText(path), $"{name} (FRIDGE_ACCEPT=1 takes the new text)");
    }
}
