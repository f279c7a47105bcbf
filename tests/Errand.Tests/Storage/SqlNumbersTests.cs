using System.Globalization;
using System.Reflection;
using Errand.Storage.Shared;

namespace Errand.Tests.Storage;

public sealed class SqlNumbersTests
{
    private static readonly Type[] Enums = [typeof(OutcomeState), typeof(AttemptKind)];

    [Fact]
    public void A_statement_has_the_numbers_of_the_enums() => Assert.All(
        Constants().Where(constant => constant.Name != nameof(SqlNumbers.FailedAttempts)),
        constant => Assert.Equal(NumberOf(constant.Name), constant.GetRawConstantValue()));

    [Fact]
    public void An_attempt_that_failed_is_one_that_was_not_cancelled_and_not_handed_back() => Assert.Equal(
        Enum.GetValues<AttemptKind>()
            .Except([AttemptKind.Cancelled, AttemptKind.HandedBack, AttemptKind.NoSuchType]).Select(kind => (int)kind),
        SqlNumbers.FailedAttempts.Split(", ").Select(number => int.Parse(number, CultureInfo.InvariantCulture)));

    private static FieldInfo[] Constants() => typeof(SqlNumbers).GetFields(BindingFlags.Public | BindingFlags.Static);

    private static string NumberOf(string constant)
    {
        Type type = Enums.Single(type => constant.StartsWith(type.Name, StringComparison.Ordinal));
        return ((int)Enum.Parse(type, constant[type.Name.Length..])).ToString(CultureInfo.InvariantCulture);
    }
}
