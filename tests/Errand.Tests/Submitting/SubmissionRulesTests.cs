using Errand.Access;
using Errand.Submitting;
using Errand.Tests.Binding;

namespace Errand.Tests.Submitting;

public sealed class SubmissionRulesTests
{
    [Theory]
    [InlineData("errand:calls", false)]
    [InlineData("errand", true)]
    [InlineData("me", true)]
    public void Reserved_scopes_of_keys_are_refused(string scope, bool isGood)
    {
        var rules = new SubmissionRules(TimeSpan.FromDays(7), TimeProvider.System);
        var function = new Bound((int x) => x);
        var keyed = new SubmitOptions { IdempotencyKey = "once" };

        Exception? error = Record.Exception(() => rules.Create(function.Definition, "{}"u8.ToArray(), keyed, new Principal(scope, Scopes.All, PrincipalKind.Key), []));

        Assert.Equal(isGood, error is null);
        Assert.True(isGood || error is ArgumentException { ParamName: "by" });
    }
}
