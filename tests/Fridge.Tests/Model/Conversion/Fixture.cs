using Fridge.Tests.Support;

namespace Fridge.Tests.Model.Conversion;

/// <summary>Configurations as users have them; each file says where it is from.</summary>
internal static class Fixture
{
    public static string Read(string name) =>
        File.ReadAllText(Checkout.File("tests", "Fridge.Tests", "Model", "Conversion", "Fixtures", name));
}
