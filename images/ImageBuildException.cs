using Fridge.Tooling;

namespace Fridge.Images;

/// <summary>An image could not be built, or what was built didn't pass its gates.</summary>
internal sealed class ImageBuildException(string message, string? nextStep = null) : FridgeException(message, nextStep);
