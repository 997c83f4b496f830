using System.Collections.Immutable;
using System.Reflection;

namespace Fridge.Engine;

internal static class ParameterMembers
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static ImmutableArray<ParameterMember> Of(Type build)
    {
        // Not GetMembers: asking the nested types of async methods loads them, and the assemblies of all that they await.
        var found = build.GetProperties(Everything).Concat<MemberInfo>(build.GetFields(Everything))
            .Where(member => member.IsDefined(typeof(ParameterAttribute)))
            .ToList();
        found.Sort((one, other) => one.MetadataToken.CompareTo(other.MetadataToken));
        ImmutableArray<ParameterMember> members = [.. found.Select(member => new ParameterMember(member, member.GetCustomAttribute<ParameterAttribute>()!))];
        var clash = members.FirstOrDefault(member => BuiltInOptions.Find(member.Name) is not null);
        if (clash is not null)
            throw new InvalidOperationException($"The parameter {clash.MemberName} has the name of the built-in option --{clash.Name}.");
        RefuseNamesakes(members);
        return members;
    }

    /// <summary>Two members with one option's name are told apart by the targets that they are for.</summary>
    private static void RefuseNamesakes(ImmutableArray<ParameterMember> members)
    {
        foreach (var namesakes in members.GroupBy(member => member.Name).Where(group => group.Skip(1).Any()))
        {
            if (namesakes.Any(member => member.For.Count == 0 || member.Type != namesakes.First().Type) || namesakes.SelectMany(member => member.For).GroupBy(target => target).Any(group => group.Skip(1).Any()))
                throw new InvalidOperationException($"Several parameters are called --{namesakes.Key}: give all of them one type, and each one targets of its own with For.");
        }
    }
}
