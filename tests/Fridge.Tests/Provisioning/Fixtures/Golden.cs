using System.Runtime.CompilerServices;
using Shouldly;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Text that people or nodes read, kept in <c>Golden</c>. <c>FRIDGE_ACCEPT=1</c> writes it anew.</summary>
internal static class Golden
{
    public static void Match(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("FRIDGE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        actual.ShouldBe(File.ReadAllText(path), $"{name} (FRIDGE_ACCEPT=1 takes the new text)");
    }
}
