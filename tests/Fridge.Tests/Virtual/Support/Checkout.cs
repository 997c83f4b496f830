using System.Runtime.CompilerServices;

namespace Fridge.Tests.Virtual;

internal static class Checkout
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../.."));

    private static string Here([CallerFilePath] string here = "") => here;
}
