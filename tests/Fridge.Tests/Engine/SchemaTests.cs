using Fridge.Engine;
using Fridge.Targets;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

public sealed class SchemaTests
{
    [Fact]
    public void The_schema_has_targets_parameters_and_their_types_but_no_secret() =>
        SchemaWriter.Write(BuildModel.Of(new Parameters.ParameterBuild { Root = "" })).ShouldMatchFile("Snapshots/schema.txt");

    [Fact]
    public void The_schema_that_is_checked_in_is_that_of_the_build() =>
        File.ReadAllText(Support.Checkout.File(SchemaWriter.RelativePath))
            .ShouldBe(SchemaWriter.Write(typeof(Build)), $"run ./build.sh --write-schema and check {SchemaWriter.RelativePath} in");
}
