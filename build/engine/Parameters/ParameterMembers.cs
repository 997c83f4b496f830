using System.Collections.Immutable;
using System.Reflection;

namespace Fridge.Engine;

internal static class ParameterMembers
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static ImmutableArray<ParameterMember> Of(Type build)
    {
        var members = build.GetMembers(Everything)
            .Where(member => member.IsDefined(typeof(ParameterAttribute)))
            .OrderBy(member => member.MetadataToken)
            .Select(member => new ParameterMember(member, member.GetCustomAttribute<ParameterAttribute>()!))
            .ToImmutableArray();
        var clash = members.FirstOrDefault(member => BuiltInOptions.Find(member.Name) is not null);
        return clash is null ? members : throw new InvalidOperationException($"The parameter {clash.MemberName} has the name of the built-in option --{clash.Name}.");
    }
}
