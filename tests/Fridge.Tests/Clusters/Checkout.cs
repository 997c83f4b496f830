namespace Fridge.Tests.Clusters;

/// <summary>The folder that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string File(string relative) => Path.Combine(Root, relative);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("no Fridge.slnx above the tests"),
        _ when System.IO.File.Exists(Path.Combine(folder.FullName, "Fridge.slnx")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
