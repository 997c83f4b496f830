using System.Runtime.CompilerServices;
using Shouldly;

namespace Fridge.Tests.Support;

/// <summary>Text that people or other programs read, kept in the checkout. <c>FRIDGE_ACCEPT=1</c> writes it anew, for a person to read in the diff.</summary>
internal static class KeptText
{
    /// <param name="file">From the folder of the test, or a whole path.</param>
    public static void ShouldMatchFile(this string actual, string file, [CallerFilePath] string test = "")
    {
        var path = Path.GetFullPath(file, Path.GetDirectoryName(test)!);
        if (Environment.GetEnvironmentVariable("FRIDGE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        File.Exists(path).ShouldBeTrue($"{path} is missing (FRIDGE_ACCEPT=1 ./build.sh Test --suite fast writes it)");
        actual.ShouldBe(File.ReadAllText(path), $"{path} differs (FRIDGE_ACCEPT=1 ./build.sh Test --suite fast takes the new text)");
    }
}
