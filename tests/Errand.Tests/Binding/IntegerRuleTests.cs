using System.Text;
using Errand.Binding.Checking;
using Errand.Types;

namespace Errand.Tests.Binding;

/// <summary>Integers of a type without bounds.</summary>
public sealed class IntegerRuleTests
{
    private static readonly ArgsChecker Integers = new(new ArrayRule(new IntegerRule(null, null), new CountRule(null, null, "items")));

    [Theory]
    [InlineData("[0,-1e400,123456789012345678901234567890]", "")]
    [InlineData("[1e1048575]", "")]
    [InlineData("[1e1048576]", "#/args/0")]
    [InlineData("[-1e99999999999999999999,1]", "#/args/0")]
    [InlineData("[1e524287,1e524287]", "")]
    [InlineData("[1e524287,1e524287,1e0,7]", "#/args/2")]
    [InlineData("[0e99999999999999999999]", "")]
    public void The_digits_that_exponents_stand_for_are_bounded_in_all(string args, string faults)
    {
        IReadOnlyList<Fault> found = Integers.Check(Encoding.UTF8.GetBytes(args), UnknownArgs.Refused).Faults;
        Assert.All(found, f => Assert.Equal(FaultCode.Range, f.Code));
        Assert.Equal(faults, string.Join(' ', found.Select(f => f.Pointer)));
    }

    [Fact]
    public void Only_the_numbers_that_need_it_are_written_in_digits() => Assert.Equal(
        "[ 1000,-7 , 0,12345678901234567890, 20]",
        Encoding.UTF8.GetString(Integers.Respell(Encoding.UTF8.GetBytes("[ 1e3,-7 , -0,12345678901234567890, 200.0e-1]"))!));

    [Fact]
    public void Without_such_numbers_there_is_nothing_to_write() => Assert.Null(Integers.Respell(Encoding.UTF8.GetBytes("[1,-7]")));
}
