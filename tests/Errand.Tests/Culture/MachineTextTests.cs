using System.Reflection;

namespace Errand.Tests.Culture;

/// <summary>What machines read looks the same in every culture.</summary>
public sealed class MachineTextTests
{
    [Theory]
    [InlineData("Errand.dll")]
    [InlineData("Errand.Contracts.dll")]
    [InlineData("Quickstart.dll")]
    public void No_text_is_made_or_compared_in_the_way_of_the_current_culture(string assembly)
    {
        string[] found = [.. CultureUse.In(Path.Combine(AppContext.BaseDirectory, assembly))];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void Planted_code_that_follows_the_culture_is_found_and_sound_code_is_not()
    {
        string[] found = [.. CultureUse.In(typeof(PlantedCultureUse).Assembly.Location)];

        foreach (MethodInfo method in typeof(PlantedCultureUse).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            bool isFound = found.Any(use => use.Contains($"{nameof(PlantedCultureUse)}::{method.Name}(", StringComparison.Ordinal));
            Assert.True(isFound != method.Name.StartsWith("Sound", StringComparison.Ordinal), $"{method.Name}: found is {isFound}.");
        }
    }
}
