using System.Collections.Immutable;
using System.Text.Json;
using Fridge.Tooling.Bills;

namespace Fridge.Publishing.Programs;

/// <summary>What a program is made of, by the list of libraries that .NET compiles into it (<c>deps.json</c>): packages of NuGet, and .NET's runtime, which is one too. Pure.</summary>
internal static class ProgramBill
{
    private const string Runtime = "runtimepack.";

    /// <param name="file">The program's.</param>
    /// <param name="sha256">Of the program, in hex.</param>
    /// <param name="libraries">The text of its <c>deps.json</c>.</param>
    /// <param name="packages">Where each package came from.</param>
    public static BillOfMaterials Of(string file, string version, string sha256, string libraries, PackageFolders packages)
    {
        using var document = JsonDocument.Parse(libraries);
        ImmutableArray<BomComponent> components =
        [
            .. document.RootElement.GetProperty("libraries").EnumerateObject()
                // Rooms of this repository are the program itself.
                .Where(library => library.Value.GetProperty("type").GetString() != "project")
                .Select(library => Component(library.Name.Split('/'), packages))
                .OrderBy(component => component.Name, StringComparer.Ordinal),
        ];
        return new BillOfMaterials(new BomMetadata(new BomComponent("application", file, version, Hashes: BomHash.Sha256(sha256))), components);
    }

    private static BomComponent Component(string[] library, PackageFolders packages)
    {
        var (name, version) = (library[0].StartsWith(Runtime, StringComparison.Ordinal) ? library[0][Runtime.Length..] : library[0], library[1]);
        return new BomComponent("library", name, version, $"pkg:nuget/{name}@{version}", BomHash.Sha512(packages.Sha512(name, version)));
    }
}
