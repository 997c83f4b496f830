using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Tooling.Bills;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Records;

/// <summary>SPDX 2.3, held against the schema that its specification publishes.</summary>
public sealed class SpdxBillTests
{
    private const string Created = "2026-06-01T00:00:00Z";

    private static readonly BillOfMaterials Bill = new(
        new BomMetadata(new BomComponent("container", "flink", "1.20.5")),
        [
            new BomComponent("library", "zlib1g", "1:1.2.13", "pkg:deb/debian/zlib1g@1%3A1.2.13?arch=armhf", BomHash.Sha256(new string('a', 64))),
            new BomComponent("library", "opt/flink/lib/shaded.jar", Hashes: BomHash.Sha256(new string('b', 64)), Components: [new BomComponent("library", "org.example:inner", "1.0", "pkg:maven/org.example/inner@1.0")]),
            new BomComponent("library", "java.base", "17.0.19"),
        ]);

    [Fact]
    public void ToJson_ABill_IsSpdxByItsPublishedSchema()
    {
        var document = JsonNode.Parse(SpdxBill.Of(Bill, Created).ToJson())!;

        PublishedSchema.Spdx.Refusals(document.ToJsonString()).ShouldBeEmpty();
        document["packages"]![1]!["checksums"]![0]!["algorithm"] = "SHA-256";
        PublishedSchema.Spdx.Refusals(document.ToJsonString()).ShouldNotBeEmpty("the schema knows its words");
    }

    [Fact]
    public void Of_ABill_HasEachComponentOnce_WithVersionHashAndPackageUrl()
    {
        using var document = JsonDocument.Parse(SpdxBill.Of(Bill, Created).ToJson());
        var packages = document.RootElement.GetProperty("packages").EnumerateArray().ToList();

        packages.Select(package => package.GetProperty("name").GetString()).ShouldBe(["flink", "zlib1g", "opt/flink/lib/shaded.jar", "org.example:inner", "java.base"]);
        packages.Select(package => package.GetProperty("SPDXID").GetString()).ShouldBeUnique();
        packages[1].GetProperty("versionInfo").GetString().ShouldBe("1:1.2.13");
        packages[1].GetProperty("checksums")[0].GetProperty("checksumValue").GetString().ShouldBe(new string('a', 64));
        packages[1].GetProperty("externalRefs")[0].GetProperty("referenceLocator").GetString().ShouldBe("pkg:deb/debian/zlib1g@1%3A1.2.13?arch=armhf");
    }

    [Fact]
    public void Of_AShadedJar_ContainsWhatItWasMadeOf()
    {
        var bill = SpdxBill.Of(Bill, Created);
        var (jar, inner) = (bill.Packages.Single(package => package.Name.EndsWith(".jar", StringComparison.Ordinal)), bill.Packages.Single(package => package.Name == "org.example:inner"));

        bill.Relationships.ShouldContain(new SpdxRelationship(jar.Id, "CONTAINS", inner.Id));
        bill.Relationships.Count(relationship => relationship.RelationshipType == "DESCRIBES").ShouldBe(1);
    }

    [Fact]
    public void Of_EqualBills_AreEqualDocuments_AndAnotherBillHasANamespaceOfItsOwn()
    {
        SpdxBill.Of(Bill, Created).ToJson().ShouldBe(SpdxBill.Of(BillOfMaterials.Read(Bill.ToJson()), Created).ToJson());
        SpdxBill.Of(Bill with { Components = [] }, Created).DocumentNamespace.ShouldNotBe(SpdxBill.Of(Bill, Created).DocumentNamespace);
    }
}
