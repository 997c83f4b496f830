using System.Text.Json;
using Fridge.Publishing.Programs;
using Fridge.Tests.Engine;
using Fridge.Tests.Images.Records;
using Fridge.Tests.Pipelines;
using Fridge.Tooling;
using Fridge.Tooling.Bills;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>The front door's own bill, by the list of libraries that the compiler wrote beside it for these tests.</summary>
public sealed class ProgramBillTests : IDisposable
{
    private const string Program = "fridge-1.1.0-linux-x64";
    private const string Created = "2026-01-02T03:04:05Z";
    private static readonly string Hash = new('a', 64);
    private static readonly PackageFolders Packages = new([StepRunner.NuGetPackages]);

    private readonly ScratchFolder folder = new();

    private static string Libraries => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fridge.deps.json"));

    private static BillOfMaterials Bill => ProgramBill.Of(Program, "1.1.0", Hash, Libraries, Packages);

    [Fact]
    public void Of_TheFrontDoor_HasEachPackageThatItIsLockedTo_AndNoRoomAndNoAnalyzer()
    {
        var locked = JsonDocument.Parse(File.ReadAllText(Support.Checkout.File("build", "targets", "packages.lock.json"))).RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(package => package.Value.GetProperty("type").GetString() is "Transitive" or "CentralTransitive")
            .Select(package => $"pkg:nuget/{package.Name}@{package.Value.GetProperty("resolved").GetString()}");

        Bill.Components.Select(component => component.Purl!).ShouldBe(locked, ignoreOrder: true);
    }

    [Fact]
    public void Of_TheFrontDoor_EachDigestIsThatOfThePackageThatNuGetBrought() => BillDigests.ShouldBeThoseOfPackages(Bill);

    [Fact]
    public void Of_TheFrontDoor_FitsBothPublishedSchemas_TheSameTwice()
    {
        PublishedSchema.CycloneDx.Refusals(Bill.ToJson()).ShouldBeEmpty();
        PublishedSchema.Spdx.Refusals(SpdxBill.Of(Bill, Created).ToJson()).ShouldBeEmpty();

        Bill.ToJson().ShouldBe(Bill.ToJson());
        SpdxBill.Of(Bill, Created).ToJson().ShouldBe(SpdxBill.Of(Bill, Created).ToJson());
        var about = Bill.Metadata.Component;
        (about.Type, about.Name, about.Version, about.Hashes!.Value.Single()).ShouldBe(("application", Program, "1.1.0", new BomHash("SHA-256", Hash)));
    }

    /// <summary>As a self-contained program has it.</summary>
    [Fact]
    public void Of_ARuntime_IsThePackageThatItCameFrom()
    {
        folder.Write("some.runtime.linux-x64/10.0.1/some.runtime.linux-x64.10.0.1.nupkg", "abc");

        var bill = ProgramBill.Of(Program, "1.1.0", Hash, """{"libraries": {"runtimepack.Some.Runtime.linux-x64/10.0.1": {"type": "runtimepack"}, "Fridge.Model/1.0.0": {"type": "project"}}}""", new([folder["none"], folder.Path]));

        // sha512sum of abc: FIPS 180-2.
        bill.Components.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            runtime => runtime.Purl.ShouldBe("pkg:nuget/Some.Runtime.linux-x64@10.0.1"),
            runtime => runtime.Hashes!.Value.Single().Content.ShouldBe("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"));
    }

    [Fact]
    public void Sha512_OfAPackageThatIsGone_IsASentence() =>
        Should.Throw<FridgeException>(() => PackageFolders.Of($$"""{"packageFolders": {"{{folder.Path}}": {} } }""").Sha512("CliWrap", "1.0.0")).Message
            .ShouldBe($"NuGet's folders have no file of CliWrap 1.0.0, which the program is made of: {folder.Path}");

    public void Dispose() => folder.Dispose();
}
