using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Quickstart;

namespace Errand.Tests.Quickstart;

/// <summary>What the declared limits refuse before a task is stored.</summary>
public sealed class TrajectoryArgsTests
{
    private static readonly ParameterInfo[] Members = typeof(TrajectoryArgs).GetConstructors().Single().GetParameters();

    [Theory]
    [InlineData("Dt", 0.0, false)]
    [InlineData("Dt", -0.01, false)]
    [InlineData("Dt", double.NaN, false)]
    [InlineData("Dt", double.PositiveInfinity, false)]
    [InlineData("Dt", 1e-9, true)]
    [InlineData("Mass", 0.0, false)]
    [InlineData("Mass", 0.057, true)]
    [InlineData("Radius", 0.0, false)]
    [InlineData("Radius", -1.0, false)]
    [InlineData("Radius", 0.033, true)]
    [InlineData("Drag", -0.1, false)]
    [InlineData("Drag", 0.0, true)]
    [InlineData("R0", new double[] { 0, 0 }, false)]
    [InlineData("R0", new double[] { 0, 0, 0 }, true)]
    [InlineData("V0", new double[] { 0, 0, 0, 0 }, false)]
    [InlineData("Spin", new double[] { }, false)]
    [InlineData("Spin", null, true)]
    public void A_value_is_checked_before_the_task_is_stored(string member, object? value, bool fits)
    {
        IEnumerable<ValidationAttribute> limits = Members.Single(parameter => parameter.Name == member)
            .GetCustomAttributes<ValidationAttribute>();

        Assert.Equal(fits, limits.All(limit => limit.IsValid(value)));
    }

    [Fact]
    public void Every_argument_is_described_and_limited()
    {
        Assert.All(Members, member => Assert.NotNull(member.GetCustomAttribute<DescriptionAttribute>()));
        Assert.All(Members, member => Assert.NotEmpty(member.GetCustomAttributes<ValidationAttribute>()));
    }
}
