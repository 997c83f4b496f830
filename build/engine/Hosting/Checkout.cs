namespace Fridge.Engine;

internal static class Checkout
{
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(FridgeBuild.RootVariable) is { Length: > 0 } named)
            return named;

        var folder = new DirectoryInfo(Environment.CurrentDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, ".nuke")))
            folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
